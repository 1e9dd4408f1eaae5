package com.plugipay.async;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * The options of a Vert.x that writes no files. By itself it makes a folder for copies of what it reads from the class path,
 * which nobody here asks it for, and does not start where none can be made.
 */
public final class WithoutFiles {
    private WithoutFiles() {}

    /** The standard options, but for that. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}
