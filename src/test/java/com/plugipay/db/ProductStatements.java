package com.plugipay.db;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;

/** All statements of the product that stand in a constant, and steps of larger ones. */
final class ProductStatements {
    private ProductStatements() {}

    static List<JavaField> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("com.plugipay").stream()
                        .map(JavaClass::getFields)
                        .flatMap(Set::stream)
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> field.getRawType().isEquivalentTo(NamedSql.class))
                        .toList();
    }

    static String sql(JavaField statement) throws IllegalAccessException {
        Field field = statement.reflect();
        field.setAccessible(true);
        return ((NamedSql) field.get(null)).sql();
    }
}
