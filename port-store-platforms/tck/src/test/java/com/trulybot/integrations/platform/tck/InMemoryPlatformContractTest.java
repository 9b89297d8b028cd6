package com.trulybot.integrations.platform.tck;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

class InMemoryPlatformContractTest {
    abstract static class Shop implements Contract {
        @Override
        public StoreScenario scenario() {
            return new InMemoryScenario(UnaryOperator.identity());
        }
    }

    @Nested
    class Connection extends Shop implements ConnectionContract {}

    @Nested
    class Orders extends Shop implements OrderContract {}

    @Nested
    class Faults extends Shop implements FaultContract {}
}
