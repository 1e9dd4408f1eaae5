package com.plugipay.members;

import java.time.Instant;

/** A workspace that will be deleted, unless that is taken back before. */
public record ScheduledDeletion(boolean scheduled, Instant pendingDeletionAt) {}
