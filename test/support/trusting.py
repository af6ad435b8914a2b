# A filter before Neutron's own context: the administrator has sent every request, as Keystone would say of his token.


def factory(_global, **local):
    def wrap(app):
        def trusting(environ, start_response):
            environ.update({
                'HTTP_X_IDENTITY_STATUS': 'Confirmed',
                'HTTP_X_USER_ID': 'admin',
                'HTTP_X_PROJECT_ID': local['project'],
                'HTTP_X_ROLES': 'admin',
            })
            return app(environ, start_response)
        return trusting
    return wrap
