package com.plugipay.sandbox.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objects of one kind that a stand-in keeps, in the order in which they came; gone when it stops. */
public final class Ledger<T extends Ledger.Owned> {
    /** What has an id, and is shown to its owner only. */
    public interface Owned {
        String id();

        /** The merchant whose API calls see it. */
        Object owner();
    }

    private final Map<String, T> byId = new LinkedHashMap<>();

    /** Replaces the one with the same id. */
    public void add(T added) {
        byId.put(added.id(), added);
    }

    public void remove(T gone) {
        byId.remove(gone.id());
    }

    /** Oldest first. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Whoever owns it. */
    public Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Empty both for what does not exist and for what belongs to somebody else. */
    public Optional<T> find(Object owner, String id) {
        return find(id).filter(found -> found.owner().equals(owner));
    }

    /** What belongs to this owner, newest first. */
    public List<T> of(Object owner) {
        List<T> own = new ArrayList<>(byId.values());
        own.removeIf(each -> !each.owner().equals(owner));
        return own.reversed();
    }
}
