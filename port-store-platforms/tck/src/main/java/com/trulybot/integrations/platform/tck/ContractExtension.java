package com.trulybot.integrations.platform.tck;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens the scenario for each test, and sees that no test of a contract is left out. */
final class ContractExtension implements BeforeAllCallback, ParameterResolver {
    private static final List<Class<? extends Contract>> CONTRACTS =
            List.of(ConnectionContract.class, OrderContract.class, FaultContract.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> outermost = outermost(context.getRequiredTestClass());
        List<Class<?>> classes = new ArrayList<>(List.of(outermost));
        classes.addAll(Arrays.asList(outermost.getDeclaredClasses()));
        List<String> faults = new ArrayList<>();
        for (Class<? extends Contract> contract : CONTRACTS) {
            List<Class<?>> keepers = classes.stream()
                    .filter(contract::isAssignableFrom)
                    .filter(type -> type.equals(outermost) || type.isAnnotationPresent(Nested.class))
                    .toList();
            if (keepers.isEmpty()) {
                faults.add("no @Nested class implements " + contract.getSimpleName());
            }
            keepers.forEach(keeper -> tests(contract).forEach(test -> look(keeper, test, faults)));
        }
        classes.stream()
                .filter(type -> type.equals(outermost) || Contract.class.isAssignableFrom(type))
                .filter(ContractExtension::conditional)
                .forEach(type -> faults.add(type.getSimpleName() + " is disabled or depends on a condition"));
        if (!faults.isEmpty()) {
            throw new AssertionError("A contract is kept whole or not at all: " + String.join("; ", faults));
        }
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        // Up to the class that holds the nested ones, not beyond: a test of the kit may hold several of those.
        return outer == null || !type.isAnnotationPresent(Nested.class) ? type : outermost(outer);
    }

    private static Stream<Method> tests(Class<? extends Contract> contract) {
        return Arrays.stream(contract.getMethods()).filter(method -> method.isAnnotationPresent(Test.class));
    }

    private static void look(Class<?> keeper, Method test, List<String> faults) {
        try {
            Method found = keeper.getMethod(test.getName(), test.getParameterTypes());
            if (!found.equals(test)) {
                faults.add(keeper.getSimpleName() + " overrides " + test.getName());
            }
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean conditional(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type ->
                        type.equals(Disabled.class) || type.getPackageName().equals("org.junit.jupiter.api.condition"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(StoreUnderTest.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Contract contract = (Contract) context.getRequiredTestInstance();
        StoreUnderTest store = new StoreUnderTest(contract.scenario());
        // The store of the test's context closes it when the test is over.
        context.getStore(ExtensionContext.Namespace.create(ContractExtension.class))
                .put(StoreUnderTest.class, store);
        return store;
    }
}
