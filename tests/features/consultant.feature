# language: fr
Fonctionnalité: Une consultante remet à ses clients des documents à son nom
  Elle suit trois systèmes. Elle rend du Word, de l’Excel et du PDF aux couleurs de son cabinet, et dit ce qui a changé depuis sa dernière visite.

  Scénario: Trois systèmes, en PDF, Word et Excel, sous une seule charte
    Étant donné la charte du cabinet « Cabinet Exemple & associés », de couleur « #7a1f5c »
    Quand elle évalue « melanoma-saas », « hospital-data-warehouse » et « oncology-telemonitoring » au 2026-11-21 sur « rgpd » et « hds »
    Alors chaque commande se termine avec le code 0
    Et chaque client reçoit un PDF, un document Word et un classeur, et rien d’autre
    Et chaque document nomme son système et la date « 21 novembre 2026 »
    Et chaque document porte le nom du cabinet, sa couleur et son logo
    Et chaque page porte le pied « Cabinet Exemple, Lyon » et la mention « Diffusion restreinte »
    Et chaque document contient la section « Notre démarche » du cabinet
    Et aucun document ne dit qu’un système est conforme

  Scénario: Ce qui a changé depuis la dernière visite
    Étant donné l’évaluation de « melanoma-saas-before » enregistrée le 2026-05-21
    Quand elle la compare à « melanoma-saas » au 2026-11-21
    Alors la commande se termine avec le code 0
    Et l’écran nomme « 21 mai 2026 » et « 21 novembre 2026 »
    Et le changement vient du système et du calendrier, non des règles
    Et la réponse « security.ai.adversarial.mitigations » a changé
    Et le constat « ROB-14@modele » est passé de « fail » à « pass »
    Et une réponse retirée ne compte pas comme un progrès : « HUM-01@system » est passé de « fail » à « unknown »
    Et la réponse « system.name » n’a pas changé

  Scénario: L’évaluation enregistrée se réimprime sous la charte
    Étant donné la charte du cabinet « Cabinet Exemple & associés », de couleur « #7a1f5c »
    Et l’évaluation de « melanoma-saas-before » enregistrée le 2026-05-21
    Quand elle réimprime cette évaluation en Word
    Alors la commande se termine avec le code 0
    Et le document Word nomme « Détecteur de mélanome en ligne » et la date « 21 mai 2026 »
    Et le document Word porte le nom du cabinet

  Scénario: Le modèle Word du client est gardé
    Étant donné un modèle Word du client, d’en-tête « Clinique des Alpes »
    Quand elle évalue « melanoma-saas » au 2026-11-21 dans ce modèle
    Alors la commande se termine avec le code 0
    Et l’en-tête du document Word est « Clinique des Alpes »
    Et le document Word nomme « Détecteur de mélanome en ligne » et la date « 21 novembre 2026 »

  Scénario: Une faute dans la charte est montrée avant que rien ne soit écrit
    Étant donné une charte où elle écrit « couleur: rouge » et « accent: vermillon »
    Quand elle évalue « melanoma-saas » au 2026-11-21 sous cette charte
    Alors la commande se termine avec le code 2
    Et le message nomme « brand.yaml:2 » et « brand.yaml:3 »
    Et le message ne contient aucune trace du programme
    Et aucun document n’est écrit
