package com.plugipay.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files of the class path. One that is missing is an IllegalStateException. */
public final class ClasspathFile {
    private ClasspathFile() {}

    public static byte[] read(String path) {
        try (InputStream file = open(path)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Opens a file, which the caller must close. */
    public static InputStream open(String path) {
        InputStream file = ClasspathFile.class.getResourceAsStream(path);
        if (file == null) {
            throw new IllegalStateException("Not on the classpath: " + path);
        }
        return file;
    }
}
