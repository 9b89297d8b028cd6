package com.trulybot.integrations.platform.tck;

import org.junit.jupiter.api.Nested;

/**
 * All that a platform must keep, in one class to extend:
 *
 * <pre>{@code
 * class AcmeContractTest extends PlatformContractTest {
 *     @Override
 *     protected StoreScenario scenario() {
 *         return new AcmeScenario();
 *     }
 * }
 * }</pre>
 *
 * <p>Orders, connecting and faults are tested for every platform. The tests of an optional capability run when the
 * scenario has its part, such as {@link StoreScenario#webhooks()}; otherwise they are skipped, and a test of
 * {@link ConnectionContract} sees to it that the platform doesn't have the capability either. No test can be overridden,
 * and none left out.
 */
public abstract class PlatformContractTest {
    /** The fake store and what is known of it. Called before each test, for a scenario that nobody else uses. */
    protected abstract StoreScenario scenario();

    abstract class Part implements Contract {
        @Override
        public final StoreScenario scenario() {
            return PlatformContractTest.this.scenario();
        }
    }

    @Nested
    final class Connection extends Part implements ConnectionContract {}

    @Nested
    final class Orders extends Part implements OrderContract {}

    @Nested
    final class Faults extends Part implements FaultContract {}

    @Nested
    final class Refresh extends Part implements RefreshContract {}

    @Nested
    final class Authorization extends Part implements AuthorizationContract {}

    @Nested
    final class Embedded extends Part implements EmbeddedPageContract {}

    @Nested
    final class Plugin extends Part implements PluginContract {}

    @Nested
    final class Webhooks extends Part implements WebhookContract {}

    @Nested
    final class Registration extends Part implements RegistrationContract {}

    @Nested
    final class Widget extends Part implements WidgetContract {}
}
