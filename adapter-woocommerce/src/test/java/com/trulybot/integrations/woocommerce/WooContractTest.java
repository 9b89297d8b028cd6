package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.platform.tck.PlatformContractTest;
import com.trulybot.integrations.platform.tck.StoreScenario;

/** What every platform must keep, kept by WooCommerce: over plain http, so that all requests are signed. */
class WooContractTest extends PlatformContractTest {
    @Override
    protected StoreScenario scenario() {
        return new WooScenario();
    }
}
