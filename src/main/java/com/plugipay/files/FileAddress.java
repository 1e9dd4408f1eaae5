package com.plugipay.files;

import com.plugipay.json.Dialect;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The relative addresses of uploaded pictures, such as {@code /v1/files/<name>}. */
public final class FileAddress {
    /** The path below the mount. */
    static final String FOLDER = "/files";

    private static final Pattern ADDRESS = Pattern.compile(Stream.of(Dialect.values())
                    .map(dialect -> Pattern.quote(dialect.mount()))
                    .collect(Collectors.joining("|", "(?:", ")"))
            + FOLDER + "/([A-Za-z0-9]{1,60}\\.(?:png|jpeg))");

    private FileAddress() {}

    /** The address of a picture below a mount of the API. */
    public static String of(String mount, String name) {
        return mount + FOLDER + '/' + name;
    }

    /** The name of the picture with this address, below any mount; empty when no picture can have it. */
    public static Optional<String> name(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
