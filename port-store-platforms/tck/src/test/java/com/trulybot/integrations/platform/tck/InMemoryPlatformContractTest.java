package com.trulybot.integrations.platform.tck;

import java.util.function.UnaryOperator;

class InMemoryPlatformContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new InMemoryScenario(UnaryOperator.identity());
    }
}
