package com.plugipay.sandbox;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why everything on one laptop does not start, in a sentence for the person who has started it. */
final class StartFailure {
    private StartFailure() {}

    /** The sentence; names the folder of all data when it is there that nothing can be written. */
    static String sentence(Path data, @Nullable Throwable failure) {
        Optional<FileSystemException> unwritable = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(FileSystemException.class::isInstance)
                .map(FileSystemException.class::cast)
                .filter(refused -> refused.getFile() != null && isOnTheWay(Path.of(refused.getFile()), data))
                .findFirst();
        return "Plugipay does not start: "
                + unwritable
                        .map(refused -> "it cannot write in the folder " + data + " (PLUGIPAY_DATA names another): "
                                + refused.getFile() + ' ' + reason(refused) + '.')
                        .orElse(failure == null ? "" : failure.getMessage());
    }

    private static boolean isOnTheWay(Path file, Path data) {
        return file.startsWith(data) || data.startsWith(file);
    }

    private static String reason(FileSystemException refused) {
        return switch (refused) {
            case AccessDeniedException denied -> "is denied to this user";
            case FileAlreadyExistsException inTheWay -> "is no folder";
            case NoSuchFileException missing -> "cannot be made";
            default -> "cannot be written (" + refused.getReason() + ')';
        };
    }
}
