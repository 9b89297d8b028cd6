package com.example.acme;

import com.trulybot.integrations.platform.tck.PlatformContractTest;
import com.trulybot.integrations.platform.tck.StoreScenario;

class AcmeContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new AcmeScenario();
    }
}
