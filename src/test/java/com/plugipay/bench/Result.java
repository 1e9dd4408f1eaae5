package com.plugipay.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How fast something was; times in milliseconds. */
public record Result(double perSecond, double p50, double p99, double p999, long errors) {
    /** The mean of some that lasted equally long, and all of their errors. */
    static Result mean(List<Result> results) {
        return new Result(
                mean(results, Result::perSecond),
                mean(results, Result::p50),
                mean(results, Result::p99),
                mean(results, Result::p999),
                results.stream().mapToLong(Result::errors).sum());
    }

    private static double mean(List<Result> results, ToDoubleFunction<Result> value) {
        return results.stream().mapToDouble(value).average().orElse(0);
    }
}
