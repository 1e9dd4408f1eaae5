package com.plugipay.sandbox.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts in {@code src/test/resources/sdk} with the client libraries that its lock file names.
 *
 * <p>The first use installs them into {@code target/sdk}, which needs Node.js 18 or newer and a way to the npm registry
 * (or npm's own cache). Both missing is a failure, not a reason to pass.
 */
public final class NodeSdk {
    private static final Path SCRIPTS = Path.of("src/test/resources/sdk").toAbsolutePath();
    private static final Path HOME = Path.of("target/sdk").toAbsolutePath();
    /** A copy of what is installed, written last. */
    private static final Path INSTALLED = HOME.resolve("installed-lock.json");

    private static final int INSTALL_SECONDS = 240;
    private static final int SCRIPT_SECONDS = 60;

    private NodeSdk() {}

    /** What the script printed; fails with all of its output if it did not end well. */
    public static String run(String script, String... arguments) {
        try {
            install();
            List<String> command =
                    new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
            command.addAll(Arrays.asList(arguments));
            return finish(new ProcessBuilder(command), SCRIPT_SECONDS);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static synchronized void install() throws IOException, InterruptedException {
        Path lock = SCRIPTS.resolve("package-lock.json");
        if (Files.exists(INSTALLED) && Files.mismatch(lock, INSTALLED) < 0) {
            return;
        }
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SCRIPTS.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // Scripts of packages are nothing that a test should run.
        finish(new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), INSTALL_SECONDS);
        Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String finish(ProcessBuilder builder, int seconds) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(HOME, "printed", ".txt");
        Path complaints = Files.createTempFile(HOME, "complaints", ".txt");
        try {
            builder.directory(HOME.toFile()).redirectOutput(printed.toFile()).redirectError(complaints.toFile());
            // The scripts are not beside node_modules, which would lie in the sources otherwise.
            builder.environment().put("NODE_PATH", HOME.resolve("node_modules").toString());
            Process process = builder.start();
            boolean over = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!over) {
                process.destroyForcibly().waitFor();
            }
            if (!over || process.exitValue() != 0) {
                throw new IllegalStateException("%s %s:%n%s%n%s"
                        .formatted(
                                String.join(" ", builder.command()),
                                over ? "ended with " + process.exitValue() : "took more than " + seconds + " s",
                                Files.readString(printed),
                                Files.readString(complaints)));
            }
            return Files.readString(printed);
        } finally {
            Files.delete(printed);
            Files.delete(complaints);
        }
    }
}
