package com.plugipay.http.exchange;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters from a request's path, query and form. An id that no object can have never reaches the database; a form that
 * cannot be read is the caller's mistake.
 */
public final class Parameters {
    private static final int MOST_FIELDS = 256;

    private Parameters() {}

    /** A parameter of the path, such as an id; fails with {@link ErrorCode#NOT_FOUND} when no object can have that id. */
    public static String path(RoutingContext context, String name) {
        return possible(context.pathParam(name));
    }

    /** This value of the path; fails with {@link ErrorCode#NOT_FOUND} when no object can have it as its id. */
    public static String possible(@Nullable String value) {
        if (value == null || !Ids.isPossible(value)) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return value;
    }

    /**
     * The first value of a query parameter of a page; null when it is not there, or the query cannot be read: mails,
     * messengers and providers add what they like to an address, and the page is there all the same.
     */
    public static @Nullable String query(RoutingContext context, String name) {
        try {
            List<String> values = context.queryParam(name);
            return values.isEmpty() ? null : values.getFirst();
        } catch (HttpException unreadable) {
            return null;
        }
    }

    /** The first value of a field of a form in the body, null when it is not there; fails when the form cannot be read. */
    public static @Nullable String form(RoutingContext context, String name) {
        List<String> values = formAll(context, name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** All values of a field of a form, such as those of boxes that are ticked; fails when the form cannot be read. */
    public static List<String> formAll(RoutingContext context, String name) {
        return formFields(context).getOrDefault(name, List.of());
    }

    /** All fields of a form by their names, read once; fails when the form cannot be read. */
    public static Map<String, List<String>> formFields(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception();
        }
        String form = RequestBody.of(context).toString(StandardCharsets.ISO_8859_1);
        try {
            return new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters();
        } catch (IllegalArgumentException malformed) {
            throw ErrorCode.VALIDATION_ERROR.withMessage("The form is not encoded as it should be.");
        }
    }
}
