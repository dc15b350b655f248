package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.DatasetName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads against a server on the loopback address, which can be told to misbehave. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataSetDownloadTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private byte[] content;
    private final List<String> ranges = new ArrayList<>();

    /** How many bytes the server sends before it hangs up; all of them at first. */
    private int cutAfter = Integer.MAX_VALUE;

    /** Whether it keeps the connection open and says nothing more instead. */
    private boolean silentAfterCut;

    private boolean knowsRanges = true;
    private int failure;

    @BeforeEach
    void start() throws IOException {
        content = new byte[300_000];
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range);
        if (failure != 0) {
            exchange.sendResponseHeaders(failure, -1);
            exchange.close();
            return;
        }
        int from = 0;
        int status = 200;
        if (range != null && knowsRanges) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            status = from < content.length ? 206 : 416;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(status, content.length - from);
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, Math.min(cutAfter, content.length - from));
        out.flush();
        if (!silentAfterCut) {
            // Before all promised bytes are sent: the server hangs up.
            exchange.close();
        }
    }

    private HttpDownload.Item item() {
        return new HttpDownload.Item(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/files/set.bin"),
                content.length,
                sha256(content));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fetchesTheFileAndReportsProgressThatGrowsToTheEnd() throws Exception {
        List<Long> seen = new ArrayList<>();
        Path file = new HttpDownload().fetch(item(), folder, seen::add);
        assertThat(file).hasFileName("set.bin").hasBinaryContent(content);
        assertThat(seen).isSorted().startsWith(0L).endsWith(300_000L);
        assertThat(folder.resolve("set.bin.part")).doesNotExist();
        new HttpDownload().fetch(item(), folder, bytes -> {});
        assertThat(ranges).as("a file that is there is not fetched again").hasSize(1);
    }

    @Test
    void goesOnWhereABrokenConnectionEnded() throws Exception {
        cutAfter = 100_000;
        assertThatThrownBy(() -> new HttpDownload().fetch(item(), folder, bytes -> {}))
                .isInstanceOf(IOException.class);
        long have = Files.size(folder.resolve("set.bin.part"));
        assertThat(have).isBetween(1L, 100_000L);
        cutAfter = Integer.MAX_VALUE;
        List<Long> seen = new ArrayList<>();
        assertThat(new HttpDownload().fetch(item(), folder, seen::add)).hasBinaryContent(content);
        assertThat(ranges).containsExactly(null, "bytes=" + have + "-");
        assertThat(seen.get(0)).isEqualTo(have);
    }

    @Test
    void givesUpOnAServerThatFallsSilentAndGoesOnLater() throws Exception {
        cutAfter = 100_000;
        silentAfterCut = true;
        assertThatThrownBy(() -> new HttpDownload(Duration.ofMillis(300)).fetch(item(), folder, bytes -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("broke off", "goes on from there");
        cutAfter = Integer.MAX_VALUE;
        silentAfterCut = false;
        assertThat(new HttpDownload().fetch(item(), folder, bytes -> {})).hasBinaryContent(content);
    }

    @Test
    void startsAgainWhenTheServerKnowsNoRanges() throws Exception {
        Files.write(folder.resolve("set.bin.part"), Arrays.copyOf(content, 5_000));
        knowsRanges = false;
        assertThat(new HttpDownload().fetch(item(), folder, bytes -> {})).hasBinaryContent(content);
    }

    @Test
    void aDamagedBeginningIsFoundByTheChecksumAndThrownAway() throws Exception {
        Files.write(folder.resolve("set.bin.part"), new byte[5_000]);
        assertThatThrownBy(() -> new HttpDownload().fetch(item(), folder, bytes -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("SHA-256", item().sha256(), "--data");
        assertThat(folder).isEmptyDirectory();
        assertThat(new HttpDownload().fetch(item(), folder, bytes -> {})).hasBinaryContent(content);
    }

    @Test
    void aWholeDownloadThatWasNotYetCheckedIsNotFetchedAgain() throws Exception {
        Files.write(folder.resolve("set.bin.part"), content);
        assertThat(new HttpDownload().fetch(item(), folder, bytes -> {})).hasBinaryContent(content);
        assertThat(ranges).isEmpty();
    }

    @Test
    void anotherFileIsRefused() {
        HttpDownload.Item expected = item();
        content[7]++;
        assertThatThrownBy(() -> new HttpDownload().fetch(expected, folder, bytes -> {}))
                .hasMessageContaining("not the expected file");
        content = Arrays.copyOf(content, content.length + 1);
        assertThatThrownBy(() -> new HttpDownload().fetch(expected, folder, bytes -> {}))
                .hasMessageContaining("more than the expected 300000 bytes");
        assertThat(folder.resolve("set.bin")).doesNotExist();
    }

    @Test
    void errorsNameTheAddressAndTheRemedy() throws IOException {
        failure = 404;
        assertThatThrownBy(() -> new HttpDownload().fetch(item(), folder, bytes -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("127.0.0.1", "404", "--data");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        HttpDownload.Item nowhere = new HttpDownload.Item(URI.create("http://127.0.0.1:" + closed + "/x"), 1, "0");
        assertThatThrownBy(() -> new HttpDownload().fetch(nowhere, folder, bytes -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("No connection to 127.0.0.1", "network");
        HttpDownload.Item huge = new HttpDownload.Item(item().address(), Long.MAX_VALUE, "0");
        assertThatThrownBy(() -> new HttpDownload().fetch(huge, folder, bytes -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("MB left", "Free some space");
    }

    @Test
    void anInterruptedDownloadStopsAndKeepsWhatItHas() throws Exception {
        assertThatThrownBy(() -> new HttpDownload().fetch(item(), folder, bytes -> {
                    if (bytes > 0) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(folder.resolve("set.bin.part")).exists();
        assertThat(new HttpDownload().fetch(item(), folder, bytes -> {})).hasBinaryContent(content);
        assertThat(ranges.get(1)).startsWith("bytes=");
    }

    @Test
    void anArchiveOfCifarIsUnpackedToWhereTheReaderFindsIt() throws Exception {
        content = IdxReaderTest.gzip(tar(
                "cifar-10-batches-bin/data_batch_1.bin", CifarReaderTest.records(1, 4, 5),
                "../../test_batch.bin", CifarReaderTest.records(2, 6)));
        Path target = folder.resolve("root/cifar10");
        DataSetDownload.fetch(DatasetName.CIFAR10, List.of(item()), target, (file, arrived, total) -> {});
        assertThat(folder.resolve("test_batch.bin")).doesNotExist();
        assertThat(target.resolve("set.bin")).doesNotExist();
        DataSet set = new DataSets(List.of(folder.resolve("root"))).load(DatasetName.CIFAR10, Optional.empty());
        assertThat(set.train().size()).isEqualTo(2);
        assertThat(set.test().label(0)).isEqualTo(6);
    }

    @Test
    void filesOfAPersonsOwnStayAsTheyAre() throws Exception {
        Path own = Files.writeString(folder.resolve("set.bin"), "my own");
        assertThatThrownBy(() -> new HttpDownload().fetch(item(), folder, bytes -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("set.bin is there already", "Move it away");
        assertThat(own).hasContent("my own");

        byte[] batch = CifarReaderTest.records(1, 4, 5);
        byte[] packed = IdxReaderTest.gzip(tar("x/readme.html", new byte[20], "x/test_batch.bin", batch));
        Path archive = Files.write(folder.resolve("a.tar.gz"), packed);
        Path target = Files.createDirectories(folder.resolve("data"));
        Files.writeString(target.resolve("readme.html"), "my page");
        Files.writeString(target.resolve("test_batch.bin"), "my batch");
        assertThatThrownBy(() -> TarArchive.unpack(archive, target, CifarReader::isPart))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("test_batch.bin is there already with 8 bytes", "Move it away");
        Files.delete(target.resolve("test_batch.bin"));
        TarArchive.unpack(archive, target, CifarReader::isPart);
        assertThat(target.resolve("readme.html")).hasContent("my page");
        assertThat(target.resolve("test_batch.bin")).hasBinaryContent(batch);
    }

    @Test
    void aTruncatedArchiveIsRefused() throws Exception {
        byte[] whole = IdxReaderTest.gzip(tar("a.bin", CifarReaderTest.records(1, 4), "b.bin", new byte[600]));
        Path archive = Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> TarArchive.unpack(archive, folder.resolve("out"), name -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cut.tar.gz is truncated or damaged");
    }

    @Test
    void setsThatShipAreNotDownloaded() {
        assertThatThrownBy(() -> DataSetDownload.fetch(DatasetName.SYNTHETIC, folder, (file, arrived, total) -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ships with the program");
    }

    private static byte[] tar(String nameA, byte[] a, String nameB, byte[] b) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, nameA, a);
        entry(out, nameB, b);
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, String name, byte[] content) throws IOException {
        byte[] header = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 0, text.length);
        byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = '0';
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
    }
}
