package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one file over HTTP. What has arrived lies in {@code NAME.part} and is taken up again by the next attempt (RFC 9110, section
 * 14, range requests); only a file whose SHA-256 checksum is right gets its name.
 */
final class HttpDownload {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Duration patience;
    private final HttpClient client;

    HttpDownload() {
        this(Duration.ofSeconds(30));
    }

    /** @param patience how long a server may be silent, at the start or in the middle, before the attempt is given up */
    HttpDownload(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** What to fetch: an address, its size in bytes and its SHA-256 in lower-case hexadecimal. */
    record Item(URI address, long bytes, String sha256) {
        String name() {
            String path = address.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Told now and then how many bytes of the file are there. */
    interface Progress {
        void arrived(long bytes);
    }

    /**
     * Fetches a file into a folder, or does nothing when it is there already and right.
     *
     * @return the file
     * @throws InterruptedException when the calling thread is interrupted; the next attempt goes on from there
     * @throws IOException when the network or the disk fails, or the server sends something else; says what to do
     */
    Path fetch(Item item, Path folder, Progress progress) throws IOException, InterruptedException {
        OutputFolder.make(folder);
        Path target = folder.resolve(item.name());
        if (Files.exists(target)
                && Files.size(target) == item.bytes
                && sha256(target).equals(item.sha256)) {
            progress.arrived(item.bytes);
            return target;
        }
        if (Files.exists(target)) {
            throw new InvalidInputException(target + " is there already, and is not the file that " + item.address
                    + " offers. Move it away, or choose another folder.");
        }
        Path part = folder.resolve(item.name() + ".part");
        if (Files.exists(part) && Files.size(part) > item.bytes) {
            Files.delete(part);
        }
        long have = Files.exists(part) ? Files.size(part) : 0;
        checkSpace(folder, item, item.bytes - have);
        if (have < item.bytes) {
            receive(item, part, have, progress);
        }
        String actual = sha256(part);
        if (!actual.equals(item.sha256)) {
            Files.delete(part);
            throw new IOException("What " + item.address + " sent is not the expected file: its SHA-256 is " + actual
                    + ", not " + item.sha256
                    + ". It was deleted; try again, or fetch the file from elsewhere and give its folder with --data.");
        }
        Files.move(part, target);
        return target;
    }

    private void receive(Item item, Path part, long have, Progress progress) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(item.address).timeout(patience).GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = send(item, request.build());
        try (InputStream body = response.body()) {
            boolean goesOn = response.statusCode() == PARTIAL_CONTENT && startsAt(response, have);
            if (response.statusCode() == RANGE_NOT_SATISFIABLE || response.statusCode() == PARTIAL_CONTENT && !goesOn) {
                // The server's file is not the one that was begun. The next attempt starts from nothing.
                Files.delete(part);
                throw new IOException(
                        item.address + " cannot go on with what was begun; the begun file was deleted. Try again.");
            }
            if (response.statusCode() != OK && !goesOn) {
                throw new IOException(item.address + " answered with HTTP status " + response.statusCode()
                        + ". Try again later, or fetch the file from elsewhere and give its folder with --data.");
            }
            store(item, body, part, goesOn ? have : 0, progress);
        }
    }

    private HttpResponse<InputStream> send(Item item, HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new IOException(
                    "No connection to " + item.address.getHost()
                            + ". Check the network, or fetch the file on another machine and give its folder with --data.",
                    e);
        } catch (HttpTimeoutException e) {
            throw new IOException(
                    item.address + " did not answer within " + patience.toSeconds() + " s. Try again later.", e);
        }
    }

    /** A server may answer with a range other than the one asked for; appending that would spoil the file. */
    private static boolean startsAt(HttpResponse<?> response, long offset) {
        Optional<String> range = response.headers().firstValue("Content-Range");
        return range.isPresent() && range.get().startsWith("bytes " + offset + "-");
    }

    private void store(Item item, InputStream body, Path part, long offset, Progress progress)
            throws IOException, InterruptedException {
        long have = offset;
        StandardOpenOption how = offset > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
                Watch watch = new Watch(body, patience)) {
            byte[] buffer = new byte[1 << 16];
            progress.arrived(have);
            for (int read = read(item, body, buffer, watch); read >= 0; read = read(item, body, buffer, watch)) {
                have += read;
                if (have > item.bytes) {
                    throw new IOException(
                            item.address + " sends more than the expected " + item.bytes
                                    + " bytes, so it is not the expected file. Fetch it from elsewhere and give its folder with --data.");
                }
                out.write(buffer, 0, read);
                progress.arrived(have);
            }
        }
        if (have < item.bytes) {
            throw lost(item, null);
        }
    }

    private static int read(Item item, InputStream body, byte[] buffer, Watch watch)
            throws IOException, InterruptedException {
        try {
            if (!Thread.interrupted()) {
                int read = body.read(buffer);
                watch.alive();
                return read;
            }
        } catch (IOException e) {
            if (!Thread.interrupted()) {
                throw lost(item, e);
            }
        }
        throw new InterruptedException(
                "The download of " + item.name() + " was stopped; it goes on from there next time.");
    }

    private static IOException lost(Item item, @Nullable IOException cause) {
        return new IOException(
                "The connection to " + item.address.getHost()
                        + " broke off. Try again: the download goes on from there.",
                cause);
    }

    /** Closes a stream that has been silent for too long: the timeout of a request ends with its headers. */
    private static final class Watch implements AutoCloseable {
        private final Thread thread;
        private volatile long lastSign = System.nanoTime();

        Watch(InputStream body, Duration patience) {
            thread = new Thread(() -> watch(body, patience.toNanos()), "download-watch");
            thread.setDaemon(true);
            thread.start();
        }

        void alive() {
            lastSign = System.nanoTime();
        }

        private void watch(InputStream body, long patienceNanos) {
            try {
                long left = patienceNanos;
                while (left > 0) {
                    Thread.sleep(left / 1_000_000 + 1);
                    left = patienceNanos - (System.nanoTime() - lastSign);
                }
                body.close();
            } catch (InterruptedException | IOException e) {
                // Either the download is over, or the stream has ended by itself: nothing is left to watch.
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private static void checkSpace(Path folder, Item item, long needed) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new InvalidInputException(item.name() + " needs " + needed / 1_000_000 + " MB, but " + folder
                    + " has " + free / 1_000_000 + " MB left. Free some space, or give another folder.");
        }
    }

    /** The SHA-256 checksum of a file, in lower-case hexadecimal. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
