package com.plugipay.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are uploaded with a key, and seen by whoever knows their addresses. */
class UploadTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MEBIBYTE = 1024 * 1024;

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api/v1"})
    void aPictureIsShownWithoutAKey(String mount) throws Exception {
        Answer uploaded = upload(mount, "png", "key_" + mount).expect(201);
        String name = uploaded.text("fileName");
        assertThat(name).matches("[A-Za-z0-9]{32}\\.png");
        assertThat(uploaded.text("url")).isEqualTo(mount + "/files/" + name);
        HttpResponse<byte[]> shown = show("GET", uploaded.text("url"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).hasSize(uploaded.data().path("fileSize").asInt());
        assertThat(ImageIO.read(new ByteArrayInputStream(shown.body())).getWidth())
                .isEqualTo(40);
        assertThat(shown.headers().map())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("public, max-age=31536000, immutable"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"));
        HttpResponse<byte[]> head = show("HEAD", uploaded.text("url"));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map()).containsEntry("content-length", List.of(uploaded.text("fileSize")));
    }

    @Test
    void aPictureIsShownOnBothMountsAndAnUnknownNameIsNotFound() throws Exception {
        String name = upload("/v1", "jpeg", "once").expect(201).text("fileName");
        assertThat(name).endsWith(".jpeg");
        assertThat(show("GET", "/api/v1/files/" + name).statusCode()).isEqualTo(200);
        assertThat(show("GET", "/v1/files/A" + name).statusCode()).isEqualTo(404);
        assertThat(show("GET", "/v1/files/%00").statusCode()).isEqualTo(404);
        assertThat(show("DELETE", "/v1/files/" + name).statusCode()).isEqualTo(405);
    }

    @Test
    void aRepeatGetsTheSameFileAndAnotherPictureUnderTheKeyIsRefused() {
        Answer first = upload("/v1", "png", "repeated").expect(201);
        Answer repeat = upload("/v1", "png", "repeated").expect(201);
        assertThat(repeat.data()).isEqualTo(first.data());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        Answer other = upload("/v1", "jpeg", "repeated").expect(409, "idempotency_mismatch");
        assertThat(other.body()).contains("file");
    }

    @Test
    void theSignatureDoesNotCoverTheFormButAllElse() {
        byte[] form = PictureUpload.form("file", "a.png", PictureUpload.picture("png", 2, 2));
        PictureUpload.send(api, "/v1", form, null).expect(201);
        api.raw("POST", "/v1/uploads/image", form, Map.of("Content-Type", "multipart/form-data; boundary=x"))
                .expect(401, "unauthorized");
        Answer stolen = api.raw(
                "POST",
                "/v1/uploads/image",
                form,
                Map.of(
                        "Content-Type",
                        "multipart/form-data; boundary=" + PictureUpload.BOUNDARY,
                        "Authorization",
                        "Bearer " + api.key().key() + "x"));
        stolen.expect(401, "invalid_key");
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItsName() {
        byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.UTF_8);
        byte[] text = "Not a picture".getBytes(StandardCharsets.UTF_8);
        byte[] whole = PictureUpload.picture("jpeg", 40, 20);
        byte[] broken = Arrays.copyOf(whole, whole.length / 2);
        byte[] gif = PictureUpload.picture("gif", 4, 4);
        for (byte[] content : List.of(svg, text, broken, gif)) {
            Answer refused = PictureUpload.send(
                    api, "/v1", PictureUpload.form("file", "logo.png", content), "refused" + content.length);
            refused.expect(415, "unsupported_media_type");
            assertThat(refused.field()).isEqualTo("file");
        }
    }

    @Test
    void anAnimatedPictureShowsItsFirstFrameAndNoMetadataIsKept() throws Exception {
        Answer uploaded = PictureUpload.send(api, "/v1", PictureUpload.form("file", "a.png", animated()), "animated")
                .expect(201);
        String stored = new String(show("GET", uploaded.text("url")).body(), StandardCharsets.ISO_8859_1);
        assertThat(stored).contains("IHDR").doesNotContain("acTL", "tEXt", "secret");
    }

    @Test
    void aPictureThatTakesMuchRoomIsMadeSmaller() throws Exception {
        byte[] noise = noise(1_100);
        assertThat(noise).hasSizeGreaterThan(3 * MEBIBYTE);
        Answer uploaded = PictureUpload.send(api, "/v1", PictureUpload.form("file", "a.png", noise), "noise")
                .expect(201);
        assertThat(uploaded.data().path("fileSize").asInt()).isLessThanOrEqualTo(MEBIBYTE);
        byte[] shown = show("GET", uploaded.text("url")).body();
        assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isBetween(500, 700);
    }

    @Test
    void aFormWithoutAFileIsRefusedByName() {
        byte[] picture = PictureUpload.picture("png", 2, 2);
        for (byte[] form : List.of(
                PictureUpload.form("picture", "a.png", picture),
                PictureUpload.form("file", "a.png", new byte[0]),
                "not a form".getBytes(StandardCharsets.UTF_8),
                // Headers that would take long to read.
                PictureUpload.form("x\r\n" + "A: b; c\r\n".repeat(100_000), "a.png", picture),
                PictureUpload.form("x" + "; a=b".repeat(100_000), "a.png", picture),
                new byte[0])) {
            Answer refused = PictureUpload.send(api, "/api/v1", form, "none" + form.length);
            refused.expect(400, "validation_error");
            assertThat(refused.field()).isEqualTo("file");
        }
        api.post("/v1/uploads/image", "{\"file\":\"a.png\"}").expect(415, "unsupported_media_type");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        byte[] slightly = PictureUpload.form("file", "a.png", new byte[5 * MEBIBYTE + 1]);
        Answer refused = PictureUpload.send(api, "/v1", slightly, "slightly").expect(413, "payload_too_large");
        assertThat(refused.field()).isEqualTo("file");
        byte[] much = PictureUpload.form("file", "a.png", new byte[6 * MEBIBYTE]);
        PictureUpload.send(api, "/api/v1", much, "much").expect(413, "payload_too_large");
    }

    @Test
    void twentyAtOnceAreAllStored() {
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<CompletableFuture<Answer>> sent = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> upload("/v1", "png", "many" + i), threads))
                    .toList();
            HashSet<String> names = new HashSet<>();
            sent.forEach(each -> names.add(each.join().expect(201).text("fileName")));
            assertThat(names).hasSize(20);
        }
        assertThat(api.audited("action=file.uploaded&limit=100", 20).data()).hasSize(20);
    }

    @Test
    void thereIsAnEndToTheNumberOfFiles() {
        new DirectSql(gateway.databaseConfig())
                .change("""
                insert into files (workspace_id, mode, name, content_type, width, height, content, created_at)
                select ?, 'test', gen_random_uuid()::text, 'image/png', 1, 1, '', now() from generate_series(1, 500)""", workspace.workspace().id());
        Answer refused = upload("/v1", "png", "too_many").expect(409, "conflict");
        assertThat(refused.body()).contains("500 files");
        PictureUpload.send(
                        Api.of(gateway, workspace.live()),
                        "/v1",
                        PictureUpload.form("file", "a.png", PictureUpload.picture("png", 2, 2)),
                        "live")
                .expect(201);
    }

    private Answer upload(String mount, String format, String key) {
        byte[] form = PictureUpload.form("file", "../Logo \u00e9.txt", PictureUpload.picture(format, 40, 20));
        return PictureUpload.send(api, mount, form, key);
    }

    private HttpResponse<byte[]> show(String method, String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A PNG that cannot be compressed. */
    private static byte[] noise(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int x = 0; x < side; x++) {
            for (int y = 0; y < side; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** A PNG with the chunk of an animation (PNG, 11.3.6.1) and a text after its header. */
    private static byte[] animated() {
        byte[] still = PictureUpload.picture("png", 4, 4);
        int afterHeader = 8 + 25;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(still, 0, afterHeader);
        chunk(bytes, "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
        chunk(bytes, "tEXt", "Comment\0secret".getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(still, afterHeader, still.length - afterHeader);
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream bytes, String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(data);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        bytes.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(data);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
