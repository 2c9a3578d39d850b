# language: fr
Fonctionnalité: Une déléguée à la protection des données évalue un système d’IA
  Elle décrit ce qu’elle sait, apprend ce qui la lie, ce qui manque, et à qui le demander.

  Scénario: Elle évalue un consortium d’hôpitaux et reçoit les bonnes questions
    Étant donné le système « pneumonia-federated »
    Quand elle l’évalue en français au 2026-11-21
    Alors la commande se termine avec le code 0
    Et l’écran nomme « RGPD »
    Et l’écran nomme « Ce que personne n’a encore dit »
    Et le résultat pose une question sur « privacy.dp.delta »
    Et le résultat pose une question sur « privacy.dp.accountant »
    Et le résultat pose une question sur « privacy.dp.unit »
    Et le résultat pose une question sur « privacy.fl.protections »

  Scénario: Ce qu’elle n’a pas dit n’est ni un oui ni un non
    Étant donné un système dont elle ne dit que le nom
    Quand elle l’évalue en français au 2026-11-21
    Alors la commande se termine avec le code 0
    Et aucun contrôle n’est conforme ni en échec

  Scénario: Une obligation future est une préparation, pas un manquement
    Étant donné le système « pneumonia-federated »
    Quand elle l’évalue en français au 2026-11-21
    Alors aucune exigence à venir n’est comptée comme non satisfaite

  Scénario: Elle se trompe en écrivant, et chaque faute lui est montrée d’un coup
    Étant donné un fichier où elle écrit « encrypted: oui » et « countries: [fr] »
    Quand elle l’évalue en français au 2026-11-21
    Alors la commande se termine avec le code 2
    Et le message nomme « vouliez-vous dire `true` »
    Et le message nomme « vouliez-vous dire `FR` »
    Et le message ne contient aucune trace du programme

  Scénario: Elle comprend un verdict pas à pas
    Étant donné le système « pneumonia-federated »
    Quand elle demande pourquoi « PET-12 »
    Alors la commande se termine avec le code 0
    Et l’écran nomme « repère de ce catalogue »
    Et l’écran nomme « system.yaml:39 »
