package com.trulybot.integrations.platform.tck;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    /** Those for every platform, and those for what a scenario shows. */
    private static final Map<Class<? extends Contract>, Predicate<StoreScenario>> CONTRACTS = Map.of(
            ConnectionContract.class, scenario -> true,
            OrderContract.class, scenario -> true,
            FaultContract.class, scenario -> true,
            RefreshContract.class, scenario -> scenario.credentialRefresh().isPresent(),
            AuthorizationContract.class, scenario -> scenario.authorization().isPresent(),
            EmbeddedPageContract.class, scenario -> scenario.embeddedPage().isPresent(),
            PluginContract.class, StoreScenario::plugin,
            WebhookContract.class, scenario -> scenario.webhooks().isPresent(),
            RegistrationContract.class,
                    scenario -> scenario.webhookRegistration().isPresent(),
            WidgetContract.class, scenario -> scenario.widgetInstallation().isPresent());

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> faults = new ArrayList<>();
        List<Class<?>> classes = classes(context);
        CONTRACTS
                .keySet()
                .forEach(contract -> keepers(contract, classes)
                        .forEach(keeper -> tests(contract).forEach(test -> look(keeper, test, faults))));
        classes.stream()
                .filter(type -> type.equals(classes.get(0)) || Contract.class.isAssignableFrom(type))
                .filter(ContractExtension::conditional)
                .forEach(type -> faults.add(type.getSimpleName() + " is disabled or depends on a condition"));
        refuse(faults);
    }

    private static void lookForAllContracts(StoreScenario scenario, ExtensionContext context) {
        List<Class<?>> classes = classes(context);
        refuse(CONTRACTS.entrySet().stream()
                .filter(contract -> contract.getValue().test(scenario))
                .map(Map.Entry::getKey)
                .filter(contract -> keepers(contract, classes).findAny().isEmpty())
                .map(contract -> "no @Nested class implements " + contract.getSimpleName())
                .sorted()
                .toList());
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new AssertionError("A contract is kept whole or not at all: " + String.join("; ", faults));
        }
    }

    /** The outermost class that is run, and all that are nested in it or in what it extends. */
    private static List<Class<?>> classes(ExtensionContext context) {
        Class<?> outermost = context.getRequiredTestClass();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            outermost = at.get().getTestClass().orElse(outermost);
        }
        List<Class<?>> classes = new ArrayList<>(List.of(outermost));
        for (Class<?> type = outermost; type != null; type = type.getSuperclass()) {
            classes.addAll(Arrays.asList(type.getDeclaredClasses()));
        }
        return classes;
    }

    private static Stream<Class<?>> keepers(Class<? extends Contract> contract, List<Class<?>> classes) {
        return classes.stream()
                .filter(contract::isAssignableFrom)
                .filter(type -> type.equals(classes.get(0)) || type.isAnnotationPresent(Nested.class));
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
        StoreScenario scenario = contract.scenario();
        StoreUnderTest store = new StoreUnderTest(scenario);
        // The store of the test's context closes it when the test is over.
        context.getStore(ExtensionContext.Namespace.create(ContractExtension.class))
                .put(StoreUnderTest.class, store);
        lookForAllContracts(scenario, context);
        return store;
    }
}
