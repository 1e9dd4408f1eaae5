package com.plugipay.sandbox.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All objects of one kind that a stand-in keeps, in the order in which they came; gone when it stops. */
public final class Records<T> {
    private final Map<String, T> byId = new LinkedHashMap<>();
    private final Function<T, String> id;
    private final Function<T, ?> owner;

    /** @param owner whose API calls see it */
    public Records(Function<T, String> id, Function<T, ?> owner) {
        this.id = id;
        this.owner = owner;
    }

    public void add(T added) {
        byId.put(id.apply(added), added);
    }

    /** Oldest first. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Whosever it is. */
    public Optional<T> find(String wanted) {
        return Optional.ofNullable(byId.get(wanted));
    }

    /** Empty both for what does not exist and for what belongs to somebody else. */
    public Optional<T> find(Object asking, String wanted) {
        return find(wanted).filter(found -> owner.apply(found).equals(asking));
    }

    /** Newest first. */
    public List<T> of(Object asking) {
        List<T> own = new ArrayList<>(byId.values());
        own.removeIf(each -> !owner.apply(each).equals(asking));
        return own.reversed();
    }
}
