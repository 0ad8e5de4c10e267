package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private final CognitoIdentityProviderClient cognito = CognitoIdentityProviderClient.create();
    private String token;

    public AfterRestore() {
        token = fetchToken();
        Core.getGlobalContext().register(this);
    }

    private String fetchToken() {
        return cognito.initiateAuth(request -> request
                        .clientId("shop")
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "shop", "PASSWORD", "shop")))
                .authenticationResult()
                .accessToken();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        token = fetchToken();
    }

    @Override
    public String handleRequest(String order, Context context) {
        return token;
    }
}
