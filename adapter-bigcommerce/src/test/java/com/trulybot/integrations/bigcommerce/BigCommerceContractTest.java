package com.trulybot.integrations.bigcommerce;

import com.trulybot.integrations.platform.tck.PlatformContractTest;
import com.trulybot.integrations.platform.tck.StoreScenario;

class BigCommerceContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new BigCommerceScenario();
    }
}
