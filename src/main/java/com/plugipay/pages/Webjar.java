package com.plugipay.pages;

import com.plugipay.text.ClasspathFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A browser library packaged as a jar, which contains the version that its paths begin with.
 */
record Webjar(String group, String name) {
    static final Webjar HTMX = new Webjar("org.webjars.npm", "htmx.org");
    static final Webjar UPLOT = new Webjar("org.webjars.npm", "uplot");
    static final Webjar SWAGGER_UI = new Webjar("org.webjars", "swagger-ui");

    byte[] file(String path) {
        return ClasspathFile.read("/META-INF/resources/webjars/" + name + "/" + version() + "/" + path);
    }

    private String version() {
        Properties build = new Properties();
        try (InputStream file = ClasspathFile.open("/META-INF/maven/" + group + "/" + name + "/pom.properties")) {
            build.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return build.getProperty("version");
    }
}
