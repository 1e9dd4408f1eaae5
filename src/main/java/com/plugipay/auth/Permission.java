package com.plugipay.auth;

/** What an operation needs: to read or to write one kind of resource. */
public record Permission(String resource, boolean writes) {

    /** To read that kind of resource. */
    public static Permission toRead(String resource) {
        return new Permission(resource, false);
    }

    /** Such as {@code payments:read}. */
    public String scope() {
        return resource + ':' + verb();
    }

    public String verb() {
        return writes ? "write" : "read";
    }
}
