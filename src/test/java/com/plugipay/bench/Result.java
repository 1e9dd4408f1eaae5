package com.plugipay.bench;

/** How fast something was; times in milliseconds. */
record Result(double perSecond, double p50, double p99, long errors) {}
