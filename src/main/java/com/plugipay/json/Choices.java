package com.plugipay.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Supplier;

/** Marks a type that is written as one of several texts, which are only known at run time; schemas list them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Choices {
    /** Supplies the texts; has a constructor without parameters. */
    Class<? extends Supplier<List<String>>> value();
}
