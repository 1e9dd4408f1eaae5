package com.plugipay.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A library for browsers that comes as a jar; the version in its paths is read from the jar itself.
 *
 * <p>Files that are not there are an IllegalStateException at start, never a 404 later.
 */
record Webjar(String group, String name) {
    static final Webjar HTMX = new Webjar("org.webjars.npm", "htmx.org");
    static final Webjar SWAGGER_UI = new Webjar("org.webjars", "swagger-ui");

    byte[] file(String path) {
        return Webjar.read("/META-INF/resources/webjars/" + name + "/" + version() + "/" + path);
    }

    static byte[] read(String path) {
        try (InputStream file = open(path)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String version() {
        Properties build = new Properties();
        try (InputStream file = open("/META-INF/maven/" + group + "/" + name + "/pom.properties")) {
            build.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return build.getProperty("version");
    }

    private static InputStream open(String path) {
        InputStream file = Webjar.class.getResourceAsStream(path);
        if (file == null) {
            throw new IllegalStateException("Not on the classpath: " + path);
        }
        return file;
    }
}
