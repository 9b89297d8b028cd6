package com.trulybot.integrations.platform.tck;

class LinePlatformContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new LineScenario(new LinePlatform());
    }
}
