package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.JsonBodies;
import com.plugipay.sandbox.xendit.Account;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request of a merchant who is known. */
record ApiCall(Account account, RoutingContext context) {
    private static final int USUAL_LIMIT = 10;
    private static final int MOST = 100;

    /** What is answered; the body is JSON. */
    record Reply(int status, Buffer body) {
        static Reply of(int status, JsonObject body) {
            return new Reply(status, body.toBuffer());
        }

        static Reply of(JsonObject body) {
            return of(200, body);
        }
    }

    /** What one endpoint does. */
    interface Action {
        Reply answer(ApiCall call);
    }

    RequestFields body() {
        return RequestFields.of(JsonBodies.object(context)
                .orElseThrow(() -> XenditRefusal.invalid("body", "The body must be a JSON object")));
    }

    Buffer rawBody() {
        Buffer raw = context.body().buffer();
        return raw == null ? Buffer.buffer() : raw;
    }

    String id() {
        return context.pathParam("id");
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(context.request().getParam(name));
    }

    /** All values of a key that may come several times. */
    List<String> queries(String name) {
        return context.queryParam(name);
    }

    @Nullable
    String header(String name) {
        return context.request().getHeader(name);
    }

    /** {@code limit} of them, beginning behind the one that {@code after} names. */
    <T> Listed listed(List<T> newestFirst, String after, Function<T, String> id, Function<T, JsonObject> write) {
        return listed(newestFirst, after, MOST, id, write);
    }

    /** The same where no more than {@code most} may be asked for. */
    <T> Listed listed(
            List<T> newestFirst, String after, int most, Function<T, String> id, Function<T, JsonObject> write) {
        List<T> behind = query(after)
                .map(last -> newestFirst.stream()
                        .dropWhile(each -> !id.apply(each).equals(last))
                        .skip(1)
                        .toList())
                .orElse(newestFirst);
        int limit = limit(most);
        JsonArray page = new JsonArray();
        behind.stream().limit(limit).map(write).forEach(page::add);
        return new Listed(page, behind.size() > limit);
    }

    /** A page of a list. */
    record Listed(JsonArray data, boolean more) {
        Reply reply() {
            return Reply.of(
                    new JsonObject().put("data", data).put("has_more", more).put("links", new JsonArray()));
        }
    }

    private int limit(int most) {
        try {
            int limit = query("limit").map(Integer::parseInt).orElse(USUAL_LIMIT);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException nonsense) {
            throw XenditRefusal.invalid("limit", "limit must be a number");
        }
        throw XenditRefusal.invalid("limit", "limit must be 1 to " + most);
    }
}
