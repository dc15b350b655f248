package io.github.deconvscope.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * Writes down whom a JVM wants to talk to, and keeps it from it. Sockets of {@code java.net} are made by its factory, even those that
 * ask for no proxy, as DJL's do; the HTTP client, which has sockets of its own, asks its proxy selector first.
 */
final class NetworkGuard extends ProxySelector {
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");
    /** The discard port of this machine, where nobody listens. */
    private static final Proxy NOWHERE = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", 9));

    private final Path report;

    private NetworkGuard(Path report) {
        this.report = report;
    }

    /** From now on no connection of this JVM succeeds, and every one but to this machine is written into a file, a line each. */
    @SuppressWarnings(
            "deprecation") // For sockets that other people's code makes, Java has nothing to put in its place.
    static void install(Path report) throws IOException {
        NetworkGuard guard = new NetworkGuard(report);
        ProxySelector.setDefault(guard);
        Socket.setSocketImplFactory(() -> new RefusingSocket(guard::note));
    }

    /** Stands between two command lines that one JVM is to run. */
    static final String THEN = "--then";

    /** Runs {@code Main} with the guard, or with {@code --call WAY HOST ...} connections, to prove that the guard sees them. */
    public static void main(String[] args) throws Exception {
        install(Path.of(args[0]));
        if (args.length > 1 && args[1].equals("--call")) {
            for (int i = 2; i < args.length; i += 2) {
                call(args[i], args[i + 1]);
            }
            return;
        }
        List<String> left = List.of(args).subList(1, args.length);
        for (int then = left.indexOf(THEN); then >= 0; then = left.indexOf(THEN)) {
            Main.run(left.subList(0, then).toArray(String[]::new));
            left = left.subList(then + 1, left.size());
        }
        Main.main(left.toArray(String[]::new));
    }

    private static void call(String way, String host) throws InterruptedException {
        String address = "http://" + host + "/";
        try {
            switch (way) {
                case "url" -> new URL(address).openStream().close();
                case "url-without-proxy" ->
                    new URL(address)
                            .openConnection(Proxy.NO_PROXY)
                            .getInputStream()
                            .close();
                case "socket" -> new Socket(host, 80).close();
                case "client" ->
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    HttpResponse.BodyHandlers.discarding());
                default -> throw new IllegalArgumentException(way);
            }
            throw new IllegalStateException("the guard let a connection through");
        } catch (IOException expected) {
            // The guard lets nothing through.
        }
    }

    private void note(String host) {
        if (OWN_MACHINE.contains(host)) {
            return;
        }
        try {
            Files.writeString(report, host + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (uri.getHost() != null) {
            note(uri.getHost());
        }
        return List.of(uri.getScheme().startsWith("http") ? NOWHERE : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {}
}
