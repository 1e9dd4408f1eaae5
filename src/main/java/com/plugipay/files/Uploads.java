package com.plugipay.files;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import com.plugipay.pictures.SafePicture;
import com.plugipay.pictures.UnreadablePicture;
import com.plugipay.secrets.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Uploads over HTTP, and the pictures for whoever knows their names. */
final class Uploads {
    private static final int LARGEST = 5 * 1024 * 1024;

    /** How large a stored picture may be, in bytes: strangers ask for it, and it is in memory while they read it. */
    private static final int LARGEST_STORED = 1024 * 1024;

    /** The sides that are tried, in pixels, until a picture is small enough. The last ones always are: a pixel has four bytes. */
    private static final List<Integer> SIDES = List.of(2_000, 1_400, 1_000, 700, 500);

    private final FileStore files;
    private final WorkerExecutor pictures;
    private final UploadQueue queue = new UploadQueue();

    /** @param pictures where pictures are decoded, which takes time and memory */
    Uploads(FileStore files, WorkerExecutor pictures) {
        this.files = files;
        this.pictures = pictures;
    }

    void mount(Operations api) {
        api.post("/uploads/image", "Upload a picture, which whoever knows its address can see")
                .acceptsFile(LARGEST)
                .returns(201, UploadedImage.class)
                .handledBy(this::upload);
        api.get(FileAddress.FOLDER + "/:name", "Show an uploaded picture")
                .withoutKey()
                .returnsFile()
                .handledBy(call -> picture(call.parameter("name")));
    }

    private Change<UploadedImage> upload(Call<Void> call) {
        return Change.after(() -> queue.with(
                        call.tenant().workspaceId(),
                        () -> pictures.executeBlocking(() -> encodedAnew(call.file()), false))
                .map(picture -> {
                    String name = RandomToken.random().reveal() + '.' + ending(picture);
                    UploadedImage image = new UploadedImage(
                            FileAddress.of(call.mount(), name),
                            name,
                            picture.content().length());
                    return files.insert(call.context(), image, picture);
                }));
    }

    private Future<Download> picture(String name) {
        return files.findPublic(name).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** The picture without anything but its pixels, and made smaller if it takes much room. */
    private static SafePicture encodedAnew(Buffer sent) {
        try {
            SafePicture picture = SafePicture.of(sent.getBytes());
            for (int side : SIDES) {
                picture = picture.content().length() <= LARGEST_STORED ? picture : picture.within(side);
            }
            return picture;
        } catch (UnreadablePicture damaged) {
            throw unreadable();
        }
    }

    private static ApiException unreadable() {
        return ErrorCode.UNSUPPORTED_MEDIA_TYPE.forField(
                "file", "The file must be an undamaged picture: PNG, JPEG or WebP, whatever its name says.");
    }

    private static String ending(SafePicture picture) {
        return picture.contentType().substring(picture.contentType().indexOf('/') + 1);
    }
}
