package com.plugipay.http.operations;

import com.plugipay.model.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, and the cursor of the next page; null if this is the last page. */
public record Page<T>(List<T> items, @Nullable String cursor) {

    /** All of a list, which has one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(List.copyOf(items), null);
    }

    /** A page of the rows that {@link Listing#query} has found, of which there may be one more than the limit. */
    public static <T extends Resource> Page<T> of(Listing listing, List<T> found) {
        if (found.size() <= listing.limit()) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> items = List.copyOf(found.subList(0, listing.limit()));
        return new Page<>(items, listing.cursorAfter(items.getLast().id()));
    }

    public boolean hasMore() {
        return cursor != null;
    }
}
