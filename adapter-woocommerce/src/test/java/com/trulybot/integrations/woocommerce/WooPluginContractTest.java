package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.platform.tck.PlatformContractTest;
import com.trulybot.integrations.platform.tck.StoreScenario;

/** The same for a shop that has our plugin. */
class WooPluginContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return WooScenario.withPlugin();
    }
}
