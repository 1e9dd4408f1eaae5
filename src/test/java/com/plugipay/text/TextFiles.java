package com.plugipay.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of texts, and what the sources look up in them. */
public final class TextFiles {
    private static final Pattern LOOK_UP = Pattern.compile("words(?:\\(\\))?\\.get\\(\"([^\"]+)\"[,)]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private TextFiles() {}

    /** The texts of one file in one language. */
    public static Properties read(String name, String language) throws IOException {
        Properties texts = new Properties();
        Path file = Path.of("src/main/resources/texts/" + name + '_' + language + ".properties");
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    /** What is replaced in a text. */
    public static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    /** The keys that the files of a folder look up, without those in folders of these names. */
    public static Set<String> lookUps(Path folder, String... without) throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each ->
                            Stream.of(without).noneMatch(name -> each.toString().contains('/' + name + '/')))
                    .toList()) {
                LOOK_UP.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(used::add);
            }
        }
        return used;
    }
}
