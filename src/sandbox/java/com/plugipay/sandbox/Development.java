package com.plugipay.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything on one laptop: a database, the gateway, and a shop that uses it, kept in {@code ./data} from one start to the
 * next. None of this is in the production jar.
 *
 * <p>It runs once on a directory, and from class files that are copied there: a build beside it changes nothing of it.
 */
public final class Development {
    /** A lock that nobody holds is given up by the garbage collector. */
    private static final List<FileLock> HELD_FOR_LIFE = new ArrayList<>();

    private Development() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("logback.configurationFile", "logback-development.xml");
        Path data = Path.of(Optional.ofNullable(System.getenv("PLUGIPAY_DATA")).orElse("data"))
                .toAbsolutePath();
        ClassLoader classes = prepared(data);
        Thread.currentThread().setContextClassLoader(classes);
        Class.forName(DevelopmentRun.class.getName(), true, classes)
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {data.toString()});
    }

    /** What loads the classes that run; ends the process when that cannot be made ready. */
    private static ClassLoader prepared(Path data) {
        try {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            lock(data);
            return classesCopiedTo(data.resolve("classes"));
        } catch (IOException failure) {
            System.err.println(StartFailure.sentence(data, failure));
            System.exit(1);
            throw new UncheckedIOException(failure);
        }
    }

    /** Two of us on one database directory would destroy it. The lock ends with the process, however it ends. */
    @SuppressWarnings("resource")
    private static void lock(Path data) throws IOException {
        Path file = data.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            System.err.println("Plugipay is running already, as process " + Files.readString(file) + " on " + data
                    + ": stop that one first.");
            System.exit(1);
        }
        HELD_FOR_LIFE.add(lock);
        channel.truncate(0)
                .write(ByteBuffer.wrap(
                        String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Copies the directories of the class path, which builds rewrite, into this one, and leaves out what was in it. Jars
     * stay where they are: nobody changes a version that was published.
     *
     * @return what loads all of them anew, and nothing from where they were
     */
    private static ClassLoader classesCopiedTo(Path directory) throws IOException {
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
