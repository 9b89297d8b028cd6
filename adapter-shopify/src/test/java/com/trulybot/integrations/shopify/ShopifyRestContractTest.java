package com.trulybot.integrations.shopify;

import com.trulybot.integrations.platform.tck.PlatformContractTest;
import com.trulybot.integrations.platform.tck.StoreScenario;

class ShopifyRestContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new ShopifyScenario("rest");
    }
}
