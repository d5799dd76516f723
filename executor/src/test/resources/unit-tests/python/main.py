print('not to be seen')
