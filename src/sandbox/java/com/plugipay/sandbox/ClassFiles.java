package com.plugipay.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Class files of its own for a program that is rebuilt while it runs. */
final class ClassFiles {
    private ClassFiles() {}

    /**
     * Copies the directories of the class path, which builds rewrite, into this one, and leaves out what was in it. Jars
     * stay where they are: nobody changes a version that was published.
     *
     * @return what loads all of them anew, and nothing from where they were
     */
    static ClassLoader copiedTo(Path directory) throws IOException {
        delete(directory);
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                path = copied(path, directory.resolve(String.valueOf(urls.size())));
            }
            urls.add(path.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Path copied(Path from, Path to) throws IOException {
        for (Path each : all(from)) {
            Path copy = to.resolve(from.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(each, copy);
            }
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path each : all(directory).reversed()) {
                Files.delete(each);
            }
        }
    }

    /** Each directory before what is in it. */
    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
