package com.plugipay.model;

/** Whose data: every store method takes it first, every key in the database begins with it. */
public record Tenant(String workspaceId, Mode mode) {}
