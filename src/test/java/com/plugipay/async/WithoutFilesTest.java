package com.plugipay.async;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A node also starts where it can make no folder. */
class WithoutFilesTest {
    @Test
    void startsWhereNoFolderCanBeMade() throws IOException {
        String folder = Files.createFile(TestDirectory.create().resolve("file"))
                .resolve("cache")
                .toString();
        VertxOptions usual = new VertxOptions();
        usual.getFileSystemOptions().setFileCacheDir(folder);
        assertThatThrownBy(() -> Vertx.vertx(usual)).isInstanceOf(IllegalStateException.class);

        VertxOptions options = WithoutFiles.options();
        options.getFileSystemOptions().setFileCacheDir(folder);
        TestGateway.get(Vertx.vertx(options).close());
    }
}
