package com.plugipay.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Supplier;

/** On a type that is written as one of a list of texts which only the running program knows: schemas name them all. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Choices {
    /** Supplies the texts; has a constructor without parameters. */
    Class<? extends Supplier<List<String>>> value();
}
