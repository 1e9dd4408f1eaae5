package com.plugipay.model;

/** A workspace and a mode, to which data belongs. Store methods take it first, and keys in the database begin with it. */
public record Tenant(String workspaceId, Mode mode) {}
