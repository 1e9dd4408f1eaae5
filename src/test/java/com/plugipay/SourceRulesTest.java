package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules for source files: unique names, small folders and short files, in production code, its launcher, tests and sandbox. */
class SourceRulesTest {
    private static final List<Path> ROOTS = List.of(
            Path.of("src/main/java"),
            Path.of("src/launcher/java"),
            Path.of("src/test/java"),
            Path.of("src/sandbox/java"));
    private static final int MAX_FILES_IN_FOLDER = 20;
    private static final int MAX_LINES = 300;

    private final List<Path> files =
            ROOTS.stream().flatMap(SourceRulesTest::javaFiles).toList();

    /** A missing or empty root would pass every rule. */
    @Test
    void everySourceRootHasFiles() {
        assertThat(ROOTS).allSatisfy(root -> assertThat(files).anyMatch(file -> file.startsWith(root)));
    }

    @Test
    void simpleClassNamesAreUnique() {
        List<Path> classes = files.stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
        Map<String, List<Path>> byName =
                groupBy(classes, file -> file.getFileName().toString());
        byName.values().removeIf(sameName -> sameName.size() == 1);
        assertThat(byName).as("names of more than one file").isEmpty();
    }

    @Test
    void foldersAreSmall() {
        Map<String, Integer> sizes = new TreeMap<>();
        groupBy(files, file -> String.valueOf(file.getParent()))
                .forEach((folder, content) -> sizes.put(folder, content.size()));
        sizes.values().removeIf(size -> size <= MAX_FILES_IN_FOLDER);
        assertThat(sizes)
                .as("folders with more than %d files", MAX_FILES_IN_FOLDER)
                .isEmpty();
    }

    @Test
    void filesAreShort() {
        Map<String, Integer> lengths = new TreeMap<>();
        files.forEach(file -> lengths.put(file.toString(), lines(file)));
        lengths.values().removeIf(lines -> lines <= MAX_LINES);
        assertThat(lengths).as("files with more than %d lines", MAX_LINES).isEmpty();
    }

    private static Map<String, List<Path>> groupBy(List<Path> files, Function<Path, String> key) {
        return files.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
