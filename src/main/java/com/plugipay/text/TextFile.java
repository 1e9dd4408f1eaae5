package com.plugipay.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Texts by their keys, in a file of the class path. */
public final class TextFile {
    private TextFile() {}

    /** Reads a file of properties in UTF-8. */
    public static Map<String, String> read(String path) {
        Properties properties = new Properties();
        try (Reader file = new InputStreamReader(ClasspathFile.open(path), StandardCharsets.UTF_8)) {
            properties.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }
}
