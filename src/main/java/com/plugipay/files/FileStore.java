package com.plugipay.files;

import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Download;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.pictures.SafePicture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Optional;

/** Uploaded pictures in the database. They never change. */
public final class FileStore {
    private static final int MOST_OF_A_WORKSPACE = 500;

    private static final NamedSql INSERT = NamedSql.of("""
            insert into files (workspace_id, mode, name, content_type, width, height, content, created_at)
            select :workspace, :mode, :name, :content_type, :width, :height, :content, :now
             where :most > (select count(*) from files where workspace_id = :workspace and mode = :mode)
            returning name""");
    private static final NamedSql FIND = NamedSql.of("""
            select content_type, width, height, content from files
             where workspace_id = :workspace and mode = :mode and name = :name""");
    private static final NamedSql FIND_PUBLIC =
            NamedSql.of("select name, content_type, content from files where name = :name and "
                    + ExistingWorkspaces.only("workspace_id"));

    private final Database database;

    public FileStore(Database database) {
        this.database = database;
    }

    /** Stores a picture, unless the workspace has as many as it may have. */
    Change<UploadedImage> insert(ChangeContext context, UploadedImage image, SafePicture picture) {
        return Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        Values.none()
                                .and("name", image.fileName())
                                .and("content_type", picture.contentType())
                                .and("width", picture.width())
                                .and("height", picture.height())
                                .and("content", picture.content())
                                .and("most", MOST_OF_A_WORKSPACE))
                .audit(
                        "file.uploaded",
                        image.fileName(),
                        Map.of("contentType", picture.contentType(), "size", image.fileSize()))
                .returning(image)
                .orFail(() -> ErrorCode.CONFLICT.withMessage(
                        "A workspace has at most " + MOST_OF_A_WORKSPACE + " files in each mode."));
    }

    /** The picture of this workspace with this name. */
    public Future<Optional<SafePicture>> find(Tenant tenant, String name) {
        return database.one(FIND, Values.of(tenant).and("name", name), FileStore::picture);
    }

    /** The picture with this name, for whoever knows it. */
    Future<Optional<Download>> findPublic(String name) {
        return database.one(
                FIND_PUBLIC,
                Values.none().and("name", name),
                row -> Download.published(
                        row.getString("name"), row.getString("content_type"), row.getBuffer("content")));
    }

    private static SafePicture picture(Row row) {
        return new SafePicture(
                row.getString("content_type"),
                row.getBuffer("content"),
                row.getInteger("width"),
                row.getInteger("height"));
    }
}
