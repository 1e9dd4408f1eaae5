package com.plugipay.auth;

/** The permission that an operation needs: to read or to write one kind of resource. */
public record Permission(String resource, boolean writes) {

    /** The permission to read one kind of resource. */
    public static Permission toRead(String resource) {
        return new Permission(resource, false);
    }

    /** The scope that grants it, such as {@code payments:read}. */
    public String scope() {
        return resource + ':' + verb();
    }

    public String verb() {
        return writes ? "write" : "read";
    }
}
