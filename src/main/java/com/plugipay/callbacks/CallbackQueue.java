package com.plugipay.callbacks;

/**
 * The callbacks of all workspaces that are not processed yet.
 *
 * @param oldestSeconds the age of the oldest one; 0 when there is none
 */
record CallbackQueue(long number, long oldestSeconds) {}
