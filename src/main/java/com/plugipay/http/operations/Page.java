package com.plugipay.http.operations;

import com.plugipay.model.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list, and the cursor of the next if there is more. */
public record Page<T>(List<T> items, @Nullable String cursor) {

    /** Cuts what {@link Listing#query} found to the limit that was asked for. */
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
