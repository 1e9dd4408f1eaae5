package com.plugipay.http;

/** What an operation needs: to read or to write one kind of resource. */
public record Access(String resource, boolean writes) {

    /** Such as {@code payments:read}. */
    public String scope() {
        return resource + ':' + verb();
    }

    public String verb() {
        return writes ? "write" : "read";
    }
}
