package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.integration.Credentials.Field;
import java.util.EnumMap;
import java.util.Map;

/** No encryption, but the same manners: what was sealed for one integration and field opens for no other. */
public final class FakeVault implements CredentialVault {
    @Override
    public SealedCredentials seal(IntegrationId integration, Credentials credentials) {
        Map<Field, String> sealed = new EnumMap<>(Field.class);
        credentials
                .secrets()
                .forEach((field, secret) -> sealed.put(field, bound(integration, field) + reversed(secret.expose())));
        return new SealedCredentials(sealed, credentials.accessTokenExpiresAt());
    }

    @Override
    public Credentials open(IntegrationId integration, SealedCredentials sealed) {
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        sealed.ciphertexts().forEach((field, text) -> {
            String bound = bound(integration, field);
            if (!text.startsWith(bound)) {
                throw new IllegalStateException("not sealed for this integration and field");
            }
            secrets.put(field, Secret.of(reversed(text.substring(bound.length()))));
        });
        return new Credentials(secrets, sealed.accessTokenExpiresAt());
    }

    private static String bound(IntegrationId integration, Field field) {
        return integration + "/" + field + "/";
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
