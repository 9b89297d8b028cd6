package com.trulybot.integrations.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom. Each rule names what is allowed, not what is forbidden, so that the new is forbidden. */
class ArchitectureTest {
    private static final String ROOT = "com.trulybot.integrations";
    private static final List<String> HOST = List.of("app", "core", "http", "persistence", "platform");

    /** Found as the app finds them: a new adapter is under the same rules without being named here. */
    private static final SortedSet<String> ADAPTERS = ServiceLoader.load(StorePlatform.class).stream()
            .map(adapter -> adapter.type().getPackageName())
            .filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    private static final String[] ADAPTER_PACKAGES =
            ADAPTERS.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Stream.concat(HOST.stream(), ADAPTERS.stream())
                    .map(module -> ROOT + "." + module)
                    .toArray(String[]::new));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            core        | core                           | java.. javax.crypto.. | it is true without any technology; the HMAC of connection keys is the JDK's
            platform    | platform core                  | java.. javax.net.. org.slf4j.. okhttp3.. okio.. kotlin.. io.github.resilience4j.. com.github.benmanes.. | the SPI knows the domain, and only its HTTP client a library
            persistence | persistence core               | java.. javax.sql.. javax.crypto.. org.slf4j.. com.fasterxml.jackson.. org.jdbi.. org.flywaydb.. org.postgresql.. com.zaxxer.. com.github.kagkarlsson.scheduler.. redis.clients.. org.apache.commons.pool2.. com.google.crypto.tink.. com.github.benmanes.. | storage knows the domain and no other adapter
            http        | http core                      | java.. javax.crypto.. org.slf4j.. com.fasterxml.jackson.. io.javalin.. jakarta.servlet.. org.eclipse.jetty.. com.nimbusds.. io.micrometer.. com.github.benmanes.. com.samskivert.mustache.. kotlin.. | the API knows the use cases and no other adapter
            """)
    void aModuleKnowsOnly(String module, String ours, String theirs, String because) {
        knowsOnly(module, ours, theirs, because);
    }

    @Test
    void anAdapterKnowsOnlyTheSpiAndTheCore() {
        assertThat(ADAPTERS).contains("shopify", "woocommerce");
        for (String adapter : ADAPTERS) {
            knowsOnly(
                    adapter,
                    adapter + " platform core",
                    "java.. javax.crypto.. org.slf4j.. com.fasterxml.jackson.. org.jsoup..",
                    "an adapter talks to its platform through the SPI alone");
        }
    }

    private static void knowsOnly(String module, String ours, String theirs, String because) {
        List<String> allowed = Stream.concat(
                        Stream.of(ours.split(" ", -1)).map(name -> ROOT + "." + name + ".."),
                        Stream.concat(Stream.of(theirs.split(" ", -1)), Stream.of("org.jspecify..")))
                .toList();
        notEmpty(ROOT + "." + module);

        classes()
                .that()
                .resideInAPackage(ROOT + "." + module + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because(because)
                .check(ALL);
    }

    @ParameterizedTest(name = "core.{0}")
    @CsvSource({
        "workspace, workspace",
        "activity, activity workspace",
        "integration, integration activity workspace",
        "order, order integration workspace",
        "widget, widget activity workspace",
        "conversation, conversation order integration widget workspace",
        "authorization, authorization integration workspace",
        "connectionkey, connectionkey activity integration workspace",
        "webhook, webhook order integration activity workspace"
    })
    void inTheCoreAFeatureKnowsOnlyThoseBeforeIt(String feature, String known) {
        String[] allowed = Stream.concat(
                        Stream.of(known.split(" ", -1)).map(name -> ROOT + ".core." + name),
                        Stream.of("java..", "javax.crypto..", "org.jspecify.."))
                .toArray(String[]::new);
        notEmpty(ROOT + ".core." + feature);

        classes()
                .that()
                .resideInAPackage(ROOT + ".core." + feature)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .because("features build on one another in one direction, so that each can be understood by itself")
                .check(ALL);
    }

    @Test
    void everyFeatureOfTheCoreHasItsRule() {
        assertThat(packages(ROOT + ".core."))
                .containsExactly(
                        "activity",
                        "authorization",
                        "connectionkey",
                        "conversation",
                        "integration",
                        "order",
                        "webhook",
                        "widget",
                        "workspace");
    }

    @Test
    void storeAdaptersOpenNoConnectionOfTheirOwn() {
        ADAPTERS.forEach(adapter -> notEmpty(ROOT + "." + adapter));

        noClasses()
                .that()
                .resideInAnyPackage(ADAPTER_PACKAGES)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.net.http..", "java.nio.channels..", "javax.net..", ROOT + ".platform.http..")
                        .or(JavaClass.Predicates.belongToAnyOf(
                                java.net.Socket.class,
                                java.net.ServerSocket.class,
                                java.net.DatagramSocket.class,
                                java.net.URL.class,
                                java.net.URLConnection.class,
                                java.net.InetAddress.class)))
                .because("all they say to a store goes through the guarded StoreHttp they are handed")
                .check(ALL);
    }

    @Test
    void sqlStaysInPersistence() {
        notEmpty(ROOT + ".persistence");

        noClasses()
                .that(resideInAPackage(ROOT + "..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".persistence..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb.."))
                .because("the database is one module's business")
                .check(ALL);
    }

    /**
     * A new caller is a new place where a secret can leak: look at it, then add it here. An adapter that isn't named here
     * at all is judged by whoever keeps it.
     */
    @Test
    void whoLooksAtASecretIsListed() {
        TreeSet<String> callers = new TreeSet<>();
        for (JavaClass each : ALL) {
            for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
                if (call.getTargetOwner().isEquivalentTo(Secret.class)
                        && call.getName().equals("expose")
                        && LISTED.contains(module(each))) {
                    callers.add(outermost(each));
                }
            }
        }
        assertThat(callers).containsExactly(LOOKING_AT_SECRETS);
    }

    private static final Set<String> LISTED =
            Set.of("app", "core", "http", "persistence", "platform", "shopify", "woocommerce");

    private static final String[] LOOKING_AT_SECRETS = {
        "app.ConnectionKeysCommand",
        "core.connectionkey.KeyText",
        "core.connectionkey.ProveKeyHolder",
        "http.ConnectionKeyRoutes",
        "http.MerchantTokens",
        "persistence.Database",
        "persistence.JdbiConnectionKeys",
        "persistence.TinkCredentialVault",
        "shopify.ShopSession",
        "shopify.ShopifyPlatform",
        "shopify.Signature",
        "shopify.Tokens",
        "woocommerce.Keys",
        "woocommerce.PluginKey",
        "woocommerce.WebhookSecret"
    };

    @Test
    void theModulesDependOnOneAnotherAsDrawn() {
        Map<String, TreeSet<String>> edges = new TreeMap<>();
        for (JavaClass each : ALL) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String from = module(each);
                String to = module(dependency.getTargetClass());
                if (!to.isEmpty() && !to.equals(from)) {
                    edges.computeIfAbsent(from, none -> new TreeSet<>()).add(to);
                }
            }
        }
        List<String> picture = new ArrayList<>();
        edges.forEach((from, to) -> picture.add(from + " → " + String.join(", ", to)));
        System.out.println("The modules, as their classes depend on one another:");
        picture.forEach(line -> System.out.println("  " + line));

        List<String> drawn = new ArrayList<>(List.of(
                "app → core, http, persistence, platform", "http → core", "persistence → core", "platform → core"));
        ADAPTERS.forEach(adapter -> drawn.add(adapter + " → core, platform"));
        assertThat(picture).containsExactlyInAnyOrderElementsOf(drawn);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        notEmpty(ROOT + ".app");

        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("whoever embeds a part must not lose the process to it")
                .check(ALL);
    }

    private static void notEmpty(String packageName) {
        assertThat(ALL.that(resideInAPackage(packageName + "..")).size())
                .as("classes in " + packageName)
                .isGreaterThan(1);
    }

    private static Set<String> packages(String prefix) {
        return ALL.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String module(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).replaceFirst("\\..*", "") : "";
    }

    private static String outermost(JavaClass type) {
        return type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", "");
    }
}
