package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.Secret;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;

/** Encrypts credentials with Tink, each bound to its integration and field. */
public final class TinkCredentialVault implements CredentialVault {
    private final Encryption encryption;

    public TinkCredentialVault(Encryption encryption) {
        this.encryption = encryption;
    }

    @Override
    public SealedCredentials seal(IntegrationId integration, Credentials credentials) {
        Map<Field, String> ciphertexts = new EnumMap<>(Field.class);
        credentials
                .secrets()
                .forEach((field, secret) ->
                        ciphertexts.put(field, encryption.seal(secret.expose(), context(integration, field))));
        return new SealedCredentials(ciphertexts, credentials.accessTokenExpiresAt());
    }

    @Override
    public Credentials open(IntegrationId integration, SealedCredentials sealed) {
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        sealed.ciphertexts().forEach((field, ciphertext) -> secrets.put(field, open(integration, field, ciphertext)));
        return new Credentials(secrets, sealed.accessTokenExpiresAt());
    }

    private Secret open(IntegrationId integration, Field field, String ciphertext) {
        try {
            return Secret.of(encryption.open(ciphertext, context(integration, field)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the stored " + field + " of integration " + integration
                            + " does not open: it was altered, sealed for another integration or field, or its key is"
                            + " gone; connecting the store again mends it",
                    e);
        }
    }

    private static String context(IntegrationId integration, Field field) {
        return "trulybot-integration|" + integration + "|" + field.name();
    }
}
