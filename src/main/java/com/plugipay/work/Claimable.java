package com.plugipay.work;

/** Rows that nodes claim, and give back when they stop. */
public interface Claimable {
    /**
     * The statement that makes due what those starts of nodes ({@code $1}, an array of numbers) have claimed, now
     * ({@code $2}): whatever they may still hold, which is until {@code $3} at the latest.
     */
    String giveBack();
}
